/**
 * What the service needs of PostgreSQL, and does where it does not get it: versions, roles, plans,
 * and databases that cannot write.
 */
@NullMarked
package dev.otpauth.database;

import org.jspecify.annotations.NullMarked;
