"""Which wording a paper is printed with: the office's, else the shipped one; and the very one it had before.

The office publishes a template as config of kind `letter.<kind>`. A wording that was printed is kept whole,
so a reprint needs neither the office's documents nor this program's resources to be what they were.
"""

import json
from datetime import date

from sqlmodel import Session, select

from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.errors import InvalidInput, Problem, TemplateInvalid
from pkh_desk.papers.letters import Drawn, draw_letter
from pkh_desk.papers.template.check import check_template
from pkh_desk.papers.template.facts import LetterFacts
from pkh_desk.papers.template.longest import longest_facts
from pkh_desk.papers.template.template import (
    LetterTemplate,
    choose_template,
    frozen_template,
    parse_template,
    shipped_templates,
)
from pkh_desk.store.graduation.letter import PrintedTemplate
from pkh_desk.store.office import Config, add_config, config_row

CONFIG_KIND = "letter."


def wording_on(desk: Desk, kind: str, day: date) -> str:
    """Return the template in force on `day` as JSON text to be edited. Raises TemplateInvalid."""
    with desk.read() as session:
        return json.dumps(json.loads(template_on(session, kind, day).wording), ensure_ascii=False, indent=2)


def preview_template(raw: str, paper: str, reason: str = "lainnya") -> Drawn:
    """Draw an edited template with the longest realistic facts and a reason of graduation.

    Raises TemplateInvalid, LetterDoesNotFit.
    """
    template = parse_template(raw)
    return draw_letter(longest_facts(template, reason), template, paper)


def publish_template(desk: Desk, raw: str, since: date) -> int:
    """At the office: put a template in force from a day on; return its version, the next of its kind.

    Whatever version and day its text names are replaced. Raises WrongRole, InvalidInput with everything
    that is wrong with it; nothing is published then.
    """
    desk.require_clerk(ADMIN)
    problems = check_template(raw)
    if since < desk.today():
        problems.append(Problem("since", "Tanggal mulai berlaku sudah lewat."))
    if problems:
        raise InvalidInput(problems)
    data = json.loads(raw)
    with desk.write() as session:
        return add_config(session, desk.new_id(), CONFIG_KIND + data["kind"], since, data)


def template_on(session: Session, kind: str, day: date) -> LetterTemplate:
    """Return the wording of a kind of paper that is in force on `day`. Raises TemplateInvalid."""
    row = config_row(session, CONFIG_KIND + kind, day)
    if row is None:
        return choose_template(shipped_templates(), kind, day)
    template = parse_template(row.body)
    if template.kind != kind:
        raise TemplateInvalid(f"Templat dari kantor untuk {kind} ternyata templat {template.kind}.")
    return template


def template_of(session: Session, facts: LetterFacts) -> LetterTemplate:
    """Return exactly the wording a paper was printed with. Raises TemplateInvalid if it is nowhere."""
    kept = session.get(PrintedTemplate, _row_id(facts.template_digest))
    found = [parse_template(kept.body)] if kept else []
    if not found or found[0].digest != facts.template_digest:
        found = [*shipped_templates(), *_published(session, facts.kind)]
    return frozen_template(found, facts)


def keep_template(session: Session, template: LetterTemplate) -> None:
    """Keep a wording that is about to be printed, once."""
    row_id = _row_id(template.digest)
    if session.get(PrintedTemplate, row_id) is None:
        session.add(
            PrintedTemplate(
                id=row_id,
                kind=template.kind,
                version=template.version,
                digest=template.digest,
                body=template.wording,
            )
        )


def _row_id(digest: str) -> str:
    return derived_id("printed_template", digest)


def _published(session: Session, kind: str) -> list[LetterTemplate]:
    rows = session.exec(select(Config).where(Config.kind == CONFIG_KIND + kind))
    return [parse_template(row.body) for row in rows if not row.deleted]
