package io.biplane.storage.engine;

/**
 * What a span holds.
 *
 * @param keys keys with any version
 * @param liveKeys keys whose newest version at the asked time is a value
 * @param versions versions of all keys, tombstones included
 * @param liveBytes keys and newest values of the live keys
 * @param totalBytes keys, timestamps and values of all versions
 */
public record SpanStatistics(
        long keys, long liveKeys, long versions, long liveBytes, long totalBytes) {}
