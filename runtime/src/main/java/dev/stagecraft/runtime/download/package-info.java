/** Files that were published on a network: fetched, checked by their hash, and kept in the cache folder. */
package dev.stagecraft.runtime.download;
