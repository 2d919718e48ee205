package dev.otpauth.spektif;

import dev.otpauth.provider.Media;

/** A file of a multipart body, with its field name. */
record FilePart(String name, Media media) {}
