"""Every rule in words, and what to do about a row that breaks it."""

from tilth.store.reading.rules import CELL_RULES

SEND_AGAIN = "Ask the sender to put the row right and send the file again."
ROW = {
    "short_row": ("the row has too few columns", SEND_AGAIN),
    "long_row": (
        "the row has too many columns",
        "Ask the sender to put quotes round texts that hold the delimiter.",
    ),
    "quote": (
        "a quote stands where none may",
        "Ask the sender to put quotes round the whole text and double those inside it.",
    ),
    "bytes": (
        "bytes that are no letters in the file's encoding",
        "Ask the sender which encoding the file has; save it as UTF-8.",
    ),
    "control": ("a control character", "Ask the sender to take out what cannot be printed."),
    "header_again": (
        "the headings again, in the middle of the file",
        "Ask the sender whether two files were joined.",
    ),
    "byte_order_mark": (
        "a byte order mark in the middle of the file",
        "Ask the sender whether two files were joined.",
    ),
    "swallowed": (
        "a quoted text that runs over lines and holds what look like whole rows",
        "Ask the sender to check the quotes of this row.",
    ),
    "cut_short": (
        "the last row has no line end, so it may be cut short",
        "Ask for the file again with its manifest, or with a line end.",
    ),
    "same_key": (
        "rows with the same key say different things",
        "Ask the sender which of them is right.",
    ),
}
CELL = {
    "empty": ("it must be filled and is empty", SEND_AGAIN),
    "error_word": (
        "a spreadsheet's error word",
        "Ask the sender to export from the source itself.",
    ),
    "unseen": ("a character that cannot be seen", "Ask the sender to type the cell afresh."),
    "spoiled": (
        "letters spoiled by an earlier change of encoding",
        "Ask the sender to export again as UTF-8.",
    ),
    "line_break": ("a line break, which only texts may hold", SEND_AGAIN),
    "spreadsheet_number": (
        "a code that a spreadsheet took for a number",
        "Ask the sender to export from the source itself, not through a spreadsheet.",
    ),
    "not_text": (
        "a number where a code is due: leading zeros may be lost",
        "Ask the sender to format the column as text, or to send CSV.",
    ),
    "not_value": ("a kind of value that does not belong here", SEND_AGAIN),
    "not_choice": (
        "it is none of the codes agreed",
        "Add the code to the contract if it is right.",
    ),
    "pattern": ("it has not the agreed form", SEND_AGAIN),
    "not_date": ("it is not a date in the agreed form", SEND_AGAIN),
    "month_first": (
        "it is a date only with day and month the other way round",
        "Ask the sender for dates as agreed.",
    ),
    "not_moment": ("it is not a date and time in the agreed form", SEND_AGAIN),
    "not_whole": ("it is not a whole number", SEND_AGAIN),
    "too_long": ("the number is longer than can be held", SEND_AGAIN),
    "not_number": ("it is not a plain decimal number", SEND_AGAIN),
    "not_yes_no": ("it is neither yes nor no", SEND_AGAIN),
    "not_postcode": ("it has not the form of a postcode", SEND_AGAIN),
    "not_uprn": ("it is not a property reference number", SEND_AGAIN),
    "not_email": ("it is not an email address", SEND_AGAIN),
    "below": ("it is less than the least allowed", "Check the unit with the sender."),
    "above": ("it is more than the most allowed", "Check the unit with the sender."),
    "too_early": ("the date is earlier than allowed", SEND_AGAIN),
    "too_late": ("the date is later than allowed", SEND_AGAIN),
    "no_such_year": ("the year cannot be right", SEND_AGAIN),
}
RULES = ROW | CELL


def told(rule, column=""):
    """(`column: rule`, remedy) as quarantine.parquet keeps them."""
    words, remedy = RULES[rule]
    return (f"{column}: {words}" if column else words), remedy


assert set(CELL_RULES) - {"fine"} <= set(CELL), "every rule of a cell has its words"
