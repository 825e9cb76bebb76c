"""What was found out, for readers: tables on a terminal, a JSON document, JUnit XML, a page to look through."""
