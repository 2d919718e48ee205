package dev.otpauth.spektif;

import dev.otpauth.provider.Media;

/** A file under the name of its field. */
record FilePart(String name, Media media) {}
