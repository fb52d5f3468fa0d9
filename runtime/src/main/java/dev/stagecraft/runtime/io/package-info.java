/** Hashes and durable files, for the rooms that read and write. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.io;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
