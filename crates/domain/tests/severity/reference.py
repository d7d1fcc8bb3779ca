# The figures of expected.txt, by other people's programs: statsmodels (REML) and krippendorff, both on PyPI.
# The prediction errors are not given by statsmodels; they follow from its variances by G - GZ'PZG.
import sys
from importlib.metadata import version

import krippendorff, numpy as np, pandas as pd, statsmodels.formula.api as smf

d = pd.read_csv(sys.argv[1])
members = sorted(d.member.unique())
k = len(members)
print(f"# statsmodels {version('statsmodels')}, krippendorff {version('krippendorff')}")

# Members fixed, dossiers random.
fit = smf.mixedlm("total ~ 0 + C(member)", d, groups="dossier").fit(reml=True, method="lbfgs", pgtol=1e-9, factr=10)
b, cov = fit.fe_params.values, fit.cov_params().values[:k, :k]
for i, m in enumerate(members):
    c = np.full(k, 1 / k)
    c[i] -= 1
    print(f"severity {m} {c @ b:.4f} {np.sqrt(c @ cov @ c):.4f}")
print(f"fixed error {np.sqrt(fit.scale):.4f} dossiers {np.sqrt(fit.cov_re.values[0, 0]):.4f}")

# Both random, crossed.
d["all"] = 1
vc = {"dossier": "0 + C(dossier)", "member": "0 + C(member)"}
fit = smf.mixedlm("total ~ 1", d, groups="all", vc_formula=vc, re_formula="0").fit(reml=True, method="lbfgs", pgtol=1e-9, factr=10)
names = fit.model.exog_vc.names
var = dict(zip(names, fit.vcomp))
print(f"crossed members {np.sqrt(var['member']):.4f} dossiers {np.sqrt(var['dossier']):.4f} error {np.sqrt(fit.scale):.4f}")
zm = np.array([[float(r == m) for m in members] for r in d.member])
zd = np.array([[float(r == x) for x in sorted(d.dossier.unique())] for r in d.dossier])
v = zm @ zm.T * var["member"] + zd @ zd.T * var["dossier"] + np.eye(len(d)) * fit.scale
vi, one = np.linalg.inv(v), np.ones((len(d), 1))
p = vi - vi @ one @ np.linalg.inv(one.T @ vi @ one) @ one.T @ vi
pev = var["member"] * np.eye(k) - var["member"] ** 2 * zm.T @ p @ zm
blup = fit.random_effects[1]
for i, m in enumerate(members):
    u = next(x for n, x in blup.items() if n.startswith("member") and n.endswith(f"[{m}]]"))
    print(f"shrunk {m} {-u:.4f} {np.sqrt(pev[i, i]):.4f}")

# The place in the member's own order.
fit = smf.mixedlm("total ~ 0 + C(member) + position", d, groups="dossier").fit(reml=True, method="lbfgs", pgtol=1e-9, factr=10)
way = d.position.max() - d.position.min()
print(f"order {fit.fe_params['position'] * way:.4f} {fit.bse_fe['position'] * way:.4f}")

wide = d.pivot(index="member", columns="dossier", values="total").values
print(f"alpha {krippendorff.alpha(wide, level_of_measurement='interval'):.4f}")
