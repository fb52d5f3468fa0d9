/**
 * What can only be seen on the whole: budgets, pixels that reach no output, normalization of single values, settings
 * without effect or in contradiction, and whether the type and the names around it leave room for the generated class.
 */
@NullMarked
package dev.stagecraft.processor.validate;

import org.jspecify.annotations.NullMarked;
