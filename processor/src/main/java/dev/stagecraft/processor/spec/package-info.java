/** What the developer declared, value by value, and nothing else: immutable records, no compiler, no rules. */
@NullMarked
package dev.stagecraft.processor.spec;

import org.jspecify.annotations.NullMarked;
