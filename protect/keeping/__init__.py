"""Backups: database and files in one archive, each with its digest, sealed for people who keep the keys.

The server writes an archive and cannot read it again where BACKUP_RECIPIENTS (age keys) are set: whoever
takes the server gets no history. A restore checks every digest before it touches anything.
"""
