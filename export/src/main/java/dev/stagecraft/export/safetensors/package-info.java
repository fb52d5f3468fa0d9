/** Weights as safetensors files, in the names of those who will read them. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.export.safetensors;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
