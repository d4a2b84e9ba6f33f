"""What lies at the office verified but not applied: the sender hears that it has arrived."""

import json

from sqlalchemy import Connection

from pkh_desk.store.states import mark


def arrived_txns(connection: Connection, desk_id: str) -> list[str]:
    """Return the ids of the txns of a desk that wait in the inbox."""
    one = mark(connection, 1)
    rows = connection.exec_driver_sql(
        "SELECT arrived FROM bundle WHERE direction = 'up' AND state IN ('baru','menunggu') "
        f"AND desk_id = {one}",
        (desk_id,),
    )
    return [txn for row in rows for txn in json.loads(row[0])]
