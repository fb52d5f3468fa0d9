/** The generated code: its text, its names, its drawings, and the graphs that it builds. */
package dev.stagecraft.tests.generated;
