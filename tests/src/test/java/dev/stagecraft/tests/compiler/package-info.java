/**
 * What the compilers say and accept: messages and where they point, other compilers and processors beside ours, strict
 * builds, and what the processor and the annotations or the runtime both say.
 */
package dev.stagecraft.tests.compiler;
