package dev.stagecraft.runtime.download;

/**
 * A file as it was published.
 *
 * @param name without a folder
 * @param bytes how many it has
 * @param sha256 of them, in hexadecimal
 */
public record PublishedFile(String name, long bytes, String sha256) {}
