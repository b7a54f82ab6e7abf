/**
 * Getting a batch to the replica that may serve it.
 *
 * <p>Entry types: {@link io.biplane.kv.route.KvClient} (actor, one a tenant server and one for the
 * node's own needs; what the modelled system calls DistSender) and {@link
 * io.biplane.kv.route.RangeCache} (pure).
 *
 * <pre>
 *   Send --&gt; range known? --no--&gt; lookup in the meta range --+
 *               | yes &lt;-------------------------------------+
 *               v
 *            Route to leaseholder, else closest replica
 *               |  Ok, a failure of the caller's --&gt; BatchAnswer to the caller
 *               |  NotLeaseHolder  --&gt; its hint, else next replica; back off after a round
 *               |  RangeKeyMismatch --&gt; forget, look up, split again
 *               |  no answer, peer gone --&gt; next replica
 *               +  patience over --&gt; Unavailable, or Ambiguous once a write was sent
 * </pre>
 *
 * <p>Reads over several ranges are split, one message a range, and put together; a batch that
 * writes must lie in one range.
 *
 * <p>Invariants: each Send gets exactly one answer while the process lives; an Unavailable write
 * had no effect and will have none; repeated writes keep their {@code TxnId}, by which the
 * leaseholder makes them take effect once.
 *
 * <p>Left out: transactions over ranges; gossip (the meta range's location is given at start and
 * refreshed by answers).
 *
 * <p>Sources: CockroachDB {@code kvclient/kvcoord/dist_sender.go}, {@code rangecache};
 * docs/reference/operations.md §7.
 *
 * <p>Decisions: docs/decisions/0040, docs/decisions/0042, docs/decisions/0043.
 */
package io.biplane.kv.route;
