/**
 * A checkpoint's files, read by this code alone and trusted in nothing: the names of a run's folder, the manifest, and
 * TensorFlow's index and data.
 */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
