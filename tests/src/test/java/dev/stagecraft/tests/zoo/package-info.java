/** The presets and the named networks of the papers: what they are, and their counts. */
package dev.stagecraft.tests.zoo;
