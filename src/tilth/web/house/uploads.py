"""Files that people send: a hard limit while they still come in, for every form there is."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST = 10 * 2**20
"""Bytes of all files of one form; a form may say less. Bulk data come by folder, never by form."""


class Small(FileUploadHandler):
    """Drops files that grow past the limit: nothing is kept, and the form finds none."""

    def __init__(self, request=None):
        super().__init__(request)
        self.total = 0

    def receive_data_chunk(self, raw_data, start):
        """Count what comes in, and pass it on."""
        self.total += len(raw_data)
        if self.total > MOST:
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        """Others keep the file."""
