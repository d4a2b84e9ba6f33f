"""Papers in the window: preview, print sheet, reports, exported lists, scans."""
