/** What Stagecraft uses of the system that it runs on: environment, folders, TensorFlow's native, standard error. */
@Audience(Audience.Kind.INTERNAL)
@NullMarked
package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
