"""What stands around every page: navigation, bars, help, and the search over everything."""
