/**
 * What crosses modules: compiler tests, goldens, oracles and whole runs, a room each. Here stand only the networks that all
 * rooms share; their names are in goldens and on command lines.
 */
package dev.stagecraft.tests;
