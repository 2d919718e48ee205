package dev.otpauth.sandbox;

import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;

/** A small image, to be shown. */
record StoredImage(MediaType type, Resource content, long size) {}
