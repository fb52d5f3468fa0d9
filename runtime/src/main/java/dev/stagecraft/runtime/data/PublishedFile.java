package dev.stagecraft.runtime.data;

/**
 * A file as it was published.
 *
 * @param name without a folder
 * @param bytes how many it has
 * @param sha256 of them, in hexadecimal
 */
record PublishedFile(String name, long bytes, String sha256) {}
