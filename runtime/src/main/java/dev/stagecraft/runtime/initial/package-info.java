/** Reads weights for a network to begin with, from files of others and from checkpoints. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.initial;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
