/**
 * The checker as somebody uses it for an object of their own; run by {@code mvn -q -pl
 * modules/checker test -Dtest=LockHistoryTest} or by its {@code main}.
 *
 * <p>Entry type: {@link io.biplane.checker.example.LockHistory}, a sequential model of a lock and the
 * lines that judge a history by it. The README shows it; a test holds the two equal.
 *
 * <p>Thread and time: the caller's thread; no time. Left out: everything else, so that it stays one
 * page.
 */
package io.biplane.checker.example;
