/**
 * What can only be seen on the whole plan: budgets, pixels that reach no output, and normalization of single values. Rules
 * stand in a list.
 */
@NullMarked
package dev.stagecraft.processor.validate;

import org.jspecify.annotations.NullMarked;
