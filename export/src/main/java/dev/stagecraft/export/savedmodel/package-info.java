/** Networks as TensorFlow's SavedModel, in the layout of TensorFlow Serving. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
