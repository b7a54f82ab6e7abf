package io.biplane.storage.plugin;

/** An event of the tests. */
public record TextEvent(String text) {}
