/**
 * Stories: text files that say what happens to a group and what comes of it, message by message. They show the protocol to a reader,
 * and hold it to what was shown.
 *
 * <p>Entry type: {@code GoldenFilesTest}, which plays {@code src/test/resources/golden/*.txt}; grammar and defaults stand in {@code
 * GoldenFile}, {@code Stage} and {@code Commands}. All invariants are on. Virtual time stands still unless a command moves it.
 *
 * <p>Which story shows which feature ({@code GoldenCoverageTest} holds this list complete, and
 * every kind of message, role, state of a follower, refusal and priority to occur in some story):
 *
 * <pre>
 * elections          campaign split_vote commit_older_terms restart
 * pre-vote           prevote
 * check-quorum       check_quorum
 * priority           priority priority_order priority_never
 * replication        conflict replication_lost
 * flow control       flow_control flow_control_lost flow_control_bytes
 * asynchronous disk  async_persistence async_crash
 * leader transfer    transfer transfer_abort transfer_abort_leased transfer_retarget transfer_late
 *                    transfer_old_term transfer_target_removed
 * learners           learners membership_demote
 * membership         membership_simple membership_remove_leader membership_lost membership_new_leader
 * joint consensus    membership_replace membership_joint_quorum membership_joint_leader_leaves
 *                    joint_left_behind snapshot_joint
 * snapshots          snapshot snapshot_lost snapshot_delivered snapshot_doubled snapshot_new_leader
 * read index         read_index read_index_lost read_lease
 * quiescence         quiescence quiescence_lost
 * fortification      fortification fortification_lost fortification_withdrawn fortification_refused
 *                    fortification_leader_removed fortification_alone
 *                    fortification_change_refused fortification_leave_refused
 *                    fortification_cut_off fortification_unsupported
 * </pre>
 *
 * <p>Left out: chance and time that is not asked for; those are the storms of package {@code simulation}.
 */
package io.biplane.raft.golden;
