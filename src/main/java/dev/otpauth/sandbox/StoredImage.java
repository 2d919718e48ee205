package dev.otpauth.sandbox;

import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;

/** An image that the page can show. */
record StoredImage(MediaType type, Resource content, long size) {}
