"""Open data of organisations and services in the shape of Open Referral HSDS 3.1, under /api/hsds/.

Read only, for everybody. What is given is an allow-list (`schemas`): a field that is not named there does
not leave the house. No location and no address is given of anything: of a service where people sleep
there is none in the database either.
"""
