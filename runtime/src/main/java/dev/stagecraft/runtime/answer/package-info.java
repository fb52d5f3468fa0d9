/** Answers by trained networks: pictures in, classes with names and probabilities out. */
@Audience(Audience.Kind.USERS)
@NullMarked
package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.Audience;
import org.jspecify.annotations.NullMarked;
