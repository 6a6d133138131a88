"""Uploads: checked, stored privately, served to those who may. What a room needs is four names.

    from protect.files.actions import discard, keep
    from protect.files.fields import UploadField
    from protect.files.models import StoredFile
    from protect.files.serving import serve

- A form has `file = UploadField()` (or `UploadField(kinds=IMAGES)`): it says what is taken and how big.
- An action calls `keep(upload, by=user)` (optionally `kinds=`), best before its transaction, for the
  check takes a second: the upload is checked, cleaned and stored; a `StoredFile` comes back, or a
  `ValidationError` that says in words what to do. The action points at it with
  `models.ForeignKey(StoredFile, on_delete=models.PROTECT)`, and discards it where it fails.
- A view finds its own thing by `visible_to(user)` and returns `serve(thing.file)`: never look a
  `StoredFile` up by its key alone, and never show a storage path. `serve(file, as_attachment=False)`
  is for pictures that a page of ours shows.
- `discard(file)` deletes the row at once and the bytes after the commit.

Whatever comes in is told by its content, never by its name; it is cleaned in a child process
(`protect.files.reading`) without Django, with limits, so that a hostile file leaves the server alone.
"""
