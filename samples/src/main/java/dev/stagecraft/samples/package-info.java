/** Networks as a developer declares them; the processor generates a class beside each. */
@NullMarked
package dev.stagecraft.samples;

import org.jspecify.annotations.NullMarked;
