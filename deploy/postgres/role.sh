#!/usr/bin/env bash
# Run by the image of PostgreSQL when its data is made: the service's role, which owns its database and may do nothing
# else. OTP_PASSWORD is its password.
set -euo pipefail

psql --username="${POSTGRES_USER:-postgres}" --dbname=postgres --set=ON_ERROR_STOP=1 --set=password="$OTP_PASSWORD" << 'END'
create role otp login password :'password' nosuperuser nocreaterole nocreatedb;
create database otp owner otp;
END
