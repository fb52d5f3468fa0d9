/** The catalogue of problems, each with a stable code, and the report that collects them. */
@NullMarked
package dev.stagecraft.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
