/** Fixes are tried on random wrong declarations. */
package dev.stagecraft.tests.fixes;
