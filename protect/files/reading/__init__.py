"""Runs in a child process (protect.files.child): tells, checks, cleans and reads one file. No Django here."""
