\set n random(1, 9000000000000)
insert into floor (id, phone, ciphertext, created_at) values (md5(:n::text)::uuid, sha256(:n::text::bytea), sha512(:n::text::bytea), now());
update floor set reference = 'otp_' || :n::text, status = 'sent', updated_at = now() where id = md5(:n::text)::uuid;
