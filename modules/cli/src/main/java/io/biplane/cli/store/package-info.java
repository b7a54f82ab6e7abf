/**
 * The folder tree of runs: {@code store/<scenario>/<time>-s<seed>/}, with links to the last and the
 * running one.
 *
 * <p>Entry type: {@link io.biplane.cli.store.RunFolder}. {@link io.biplane.cli.store.ReplayLine} is
 * the one line that identifies a run: command, seed, build, trace; {@link
 * io.biplane.cli.store.RunDirectory} reads a past run back.
 *
 * <p>Wall-clock time appears in folder names and {@code biplane.log} only. Left out: reports,
 * histories and logs of nodes, which the engine and the report writers put into the folder. Source:
 * docs/reference/conventions.md §2.3.
 */
package io.biplane.cli.store;
