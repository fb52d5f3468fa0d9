/** Files that were published on a network: fetched, checked by their hash, and kept in the cache folder. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
