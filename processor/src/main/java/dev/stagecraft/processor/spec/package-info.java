/** What the developer declared, value by value, and nothing else: immutable records, no compiler, no rules. */
package dev.stagecraft.processor.spec;
