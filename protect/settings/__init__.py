"""Settings come from the environment; `production` is the default of the servers, `dev` of manage.py."""
