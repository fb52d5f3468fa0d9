/**
 * The annotation processor. Its rooms lie in one direction: {@code read -> spec -> plan (with shape) -> validate ->
 * emit}; {@code diagnostic} collects what they find.
 */
@NullMarked
package dev.stagecraft.processor;

import org.jspecify.annotations.NullMarked;
