/**
 * The face that generated code calls, and hand-written networks with it: networks, their initial values, and the builder
 * that they are built with.
 */
@Audience(Audience.Kind.GENERATED_CODE)
@NullMarked
package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
