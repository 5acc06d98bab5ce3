package dev.souk.saboteur;

import net.bytebuddy.asm.AsmVisitorWrapper;

/** What is done to a method. */
record Cut(Place place, AsmVisitorWrapper change) {}
