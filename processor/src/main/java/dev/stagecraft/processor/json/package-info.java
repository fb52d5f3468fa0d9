/** Writes JSON by hand, since a compiler's processor path should stay light. */
@NullMarked
package dev.stagecraft.processor.json;

import org.jspecify.annotations.NullMarked;
