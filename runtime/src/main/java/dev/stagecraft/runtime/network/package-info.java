/** What generated code and hand-written networks call: networks, initializers of variables, and the builder. */
@Audience(Audience.Kind.GENERATED_CODE)
@NullMarked
package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
