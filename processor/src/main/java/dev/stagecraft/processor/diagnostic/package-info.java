/** The catalogue of problems, each with a stable code, and the report that collects them. */
package dev.stagecraft.processor.diagnostic;
