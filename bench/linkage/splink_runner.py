"""Links the given records with Splink, by the given settings, and prints times and counts as JSON."""
import json
import resource
import sys
import time

import duckdb
import splink
from splink import DuckDBAPI, Linker

job = json.load(sys.stdin)
started = time.perf_counter()
laps = {}
last = started


def lap(name):
    global last
    now = time.perf_counter()
    laps[name] = now - last
    last = now


connection = duckdb.connect()
connection.execute(f"SET threads = {job['threads']}")
api = DuckDBAPI(connection=connection)
tables = []
for number, path in enumerate(job["parquet"]):
    connection.execute(f"CREATE TABLE nodes{number} AS SELECT * FROM read_parquet('{path}')")
    tables.append(f"nodes{number}")
if hasattr(api, "register"):
    frames = [api.register(table) for table in tables]
    linker = Linker(frames if len(frames) > 1 else frames[0], job["settings"])
else:
    linker = Linker(tables if len(tables) > 1 else tables[0], job["settings"], api)
lap("load")
training = linker.training
training.estimate_probability_two_random_records_match(job["deterministic"], recall=0.7)
training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
for rule in job["sessions"]:
    training.estimate_parameters_using_expectation_maximisation(rule)
lap("train")
predicted = linker.inference.predict(threshold_match_weight=job["keep"])
lap("link")
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_probability=job["threshold"])
lap("cluster")
total = time.perf_counter() - started
processor = resource.getrusage(resource.RUSAGE_SELF)
peak = processor.ru_maxrss * 1024
# Not counted: persons at other thresholds, so that nobody is measured by a threshold that does not suit.
others = []
for weight in job["otherWeights"]:
    at = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold_match_weight=weight)
    path = f"{job['out']}.{weight}.parquet"
    connection.execute(f"COPY (SELECT id, cluster_id FROM {at.physical_name}) TO '{path}' (FORMAT parquet)")
    others.append({"weight": weight, "clusters": path})
edges = connection.execute(f"SELECT count(*) FROM {predicted.physical_name}").fetchone()[0]
columns = [row[0] for row in connection.execute(f"DESCRIBE {clusters.physical_name}").fetchall()]
connection.execute(f"COPY (SELECT id, cluster_id FROM {clusters.physical_name}) TO '{job['out']}' (FORMAT parquet)")
names = [row[0] for row in connection.execute(f"DESCRIBE {predicted.physical_name}").fetchall()]
connection.execute(f"COPY (SELECT id_l, id_r, match_weight FROM {predicted.physical_name}) TO '{job['edges']}' (FORMAT parquet)")
print(json.dumps({"seconds": {**laps, "total": total}, "edges": edges, "peakBytes": peak, "processorSeconds": processor.ru_utime + processor.ru_stime, "splink": splink.__version__, "duckdb": duckdb.__version__, "others": others}))
