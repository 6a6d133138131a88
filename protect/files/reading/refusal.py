"""Why a file is not taken: a code, which protect.files.words puts into words."""


class Refused(Exception):
    """The file is not taken; `code` says why, `detail` what exactly (a type, something masked)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail
