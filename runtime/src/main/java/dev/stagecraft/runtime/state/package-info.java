/**
 * A network's variables and what its optimizer keeps, between TensorFlow and a checkpoint: saved, held against the network
 * and the run that ask for them, and restored.
 */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
